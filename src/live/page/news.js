// What the server says, one event after the other; a lost connection is tried again every half second.

const again = 500;

export function listen(hear, connection) {
  const source = new EventSource("/events");
  for (const [name, take] of Object.entries(hear)) {
    source.addEventListener(name, event => take(JSON.parse(event.data)));
  }
  source.onopen = () => connection(true);
  source.onerror = () => {
    source.close();
    connection(false);
    setTimeout(() => listen(hear, connection), again);
  };
}
