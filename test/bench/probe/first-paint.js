/* When the page was first painted, in milliseconds since 1970. */
new Promise((resolve) => {
  const look = () => {
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    if (paint === undefined) setTimeout(look, 1);
    else resolve(performance.timeOrigin + paint.startTime);
  };
  look();
});
