// Remembers where one was, for each edition, until the tab is closed.

const nameOf = edition => `kanyin ${edition}`;

export function recall(edition) {
  try {
    return JSON.parse(sessionStorage.getItem(nameOf(edition))) ?? {};
  } catch {
    return {};
  }
}

export function remember(edition, place) {
  try {
    sessionStorage.setItem(nameOf(edition), JSON.stringify(place));
  } catch {
    // Storage may be full or forbidden; the place is then lost, nothing else.
  }
}
