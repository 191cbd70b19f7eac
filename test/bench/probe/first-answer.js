/* When a touch on the attract screen was answered with the painted rooms screen, in milliseconds since 1970. */
new Promise((resolve) => {
  const painted = (then) =>
    requestAnimationFrame(() => {
      // A message after the frame's work: by then it has been handed to the compositor.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = then;
      port2.postMessage(null);
    });
  const answered = () => {
    if (document.querySelector('.attract') !== null || document.querySelector('.screen h1') === null)
      setTimeout(answered, 1);
    else painted(() => resolve(performance.timeOrigin + performance.now()));
  };
  const touch = () => {
    const button = document.querySelector('.attract .button[data-rank="primary"]');
    if (button === null) {
      setTimeout(touch, 1);
      return;
    }
    button.click();
    answered();
  };
  touch();
});
