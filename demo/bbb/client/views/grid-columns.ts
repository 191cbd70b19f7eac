const TILE_RATIO = 16 / 9;

/**
 * In how many columns equal tiles of 16 by 9 become largest; of two that are alike, the one with fewer rows.
 * @param width of the room there is, in the unit of its height
 */
export const columnsFor = (count: number, width: number, height: number): number => {
  const tileWidth = (columns: number): number =>
    Math.min(width / columns, (height / Math.ceil(count / columns)) * TILE_RATIO);
  let best = 1;
  for (let columns = 2; columns <= count; columns += 1) {
    if (tileWidth(columns) >= tileWidth(best)) best = columns;
  }
  return best;
};
