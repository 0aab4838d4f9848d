/** Rows of a delimited text; enough for the samples, not for what offices send. */
export function parse(text) {
  const clean = text.replace(/^\uFEFF/, '');
  const delimiter = [';', '\t', ','].sort((a, b) => clean.split(b).length - clean.split(a).length)[0];
  const rows = [];
  let row = [''];
  let quoted = false;
  for (let at = 0; at < clean.length; at++) {
    const letter = clean[at];
    if (quoted) {
      if (letter === '"' && clean[at + 1] === '"') row[row.length - 1] += clean[++at];
      else if (letter === '"') quoted = false;
      else row[row.length - 1] += letter;
    } else if (letter === '"') quoted = true;
    else if (letter === delimiter) row.push('');
    else if (letter === '\n') {
      rows.push(row);
      row = [''];
    } else if (letter !== '\r') row[row.length - 1] += letter;
  }
  if (row.length > 1 || row[0]) rows.push(row);
  return { rows: rows.map((cells) => cells.map((cell) => cell.trim())), delimiter };
}
