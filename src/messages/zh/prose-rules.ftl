# prose-rules
