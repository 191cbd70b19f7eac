/** Whether nothing of our page may move by itself, for what moves without a style. */
export const isStill = (): boolean =>
  getComputedStyle(document.documentElement).getPropertyValue('--stillness') === 'still';
