/** How many visits are told at least, and how many a span of days has before the next one begins. */
export interface Least {
  readonly told: number;
  readonly span: number;
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

/**
 * Puts what follows on each other together until it is enough to be told. What is left at the end belongs to the last
 * one; when all of it is too little, nothing is told.
 * @param enough when one is closed and the next begins
 * @param told what each has at least
 */
export const groupInOrder = <T>(
  items: readonly T[],
  countOf: (item: T) => number,
  enough: number,
  told: number,
): { readonly items: readonly T[]; readonly count: number }[] => {
  const groups: { items: T[]; count: number }[] = [];
  let open: { items: T[]; count: number } = { items: [], count: 0 };
  for (const item of items) {
    open.items.push(item);
    open.count += countOf(item);
    if (open.count < enough) continue;
    groups.push(open);
    open = { items: [], count: 0 };
  }
  if (open.count >= told) groups.push(open);
  else {
    const last = groups.at(-1);
    last?.items.push(...open.items);
    if (last !== undefined) last.count += open.count;
  }
  return groups;
};

/**
 * Divides visits by a value: each value alone that has enough, all others together. Where these are too few to be told,
 * or each so many that no other numbers make their sum, the last of the large ones goes with them: else the total would
 * give them away (complementary suppression). Which one is last must not depend on its number, as that would tell of it.
 * @param counts visits by value; all values that there are, also those without any, always in the same order
 * @param others under which name the others are told
 */
export const divide = (
  counts: ReadonlyMap<string, number>,
  others: string,
  told: number,
): ReadonlyMap<string, number> => {
  const small = [...counts].filter(([, count]) => count < told);
  const large = [...counts].filter(([, count]) => count >= told);
  const inSmall = sum(small.map(([, count]) => count));
  const needsCompany = inSmall > 0 && (inSmall < told || inSmall === small.length * (told - 1));
  const [, companion] = (needsCompany ? large.pop() : undefined) ?? ['', 0];
  const together = inSmall + companion;
  return new Map([...large, ...(together >= told ? [[others, together] as const] : [])]);
};
