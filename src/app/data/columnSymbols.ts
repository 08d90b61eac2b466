/** Names of columns as symbols that can stand in a formula and at an axis. */

const LONGEST = 24;
/** What the expression language reads as something else. */
const TAKEN = new Set(['e', 'pi', 'tau', 'p']);

/** For each name a symbol: letters, digits and _, none twice; `x1`, `x2`, … where nothing of a name is left. */
export function columnSymbols(names: readonly string[]): readonly string[] {
  const given = new Set<string>();
  return names.map((name, index) => {
    const bare = name
      .replace(/\W+/g, '_')
      .replace(/^[\d_]+|_+$/g, '')
      .slice(0, LONGEST);
    const stem = bare === '' ? `x${index + 1}` : TAKEN.has(bare) ? `${bare}_` : bare;
    let symbol = stem;
    for (let copy = 2; given.has(symbol); copy++) symbol = `${stem}_${copy}`;
    given.add(symbol);
    return symbol;
  });
}
