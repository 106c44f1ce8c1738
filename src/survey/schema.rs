//! `data/schema.json`, generated from the model's types.

use super::model::Survey;

/// The JSON Schema of a data file, as committed: indented, with a newline at its end.
pub fn schema() -> String {
    let schema = schemars::schema_for!(Survey);
    // A schema is built of strings, numbers and maps with string keys, which always serialise.
    serde_json::to_string_pretty(&schema).expect("a schema serialises") + "\n"
}
