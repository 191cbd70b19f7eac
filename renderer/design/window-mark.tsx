/** The mark of the terminal: a window of four panes, one of them lit. */
export const WindowMark = () => (
  <svg className="window-mark" viewBox="0 0 32 32" aria-hidden>
    <rect x="2" y="2" width="28" height="28" rx="3" className="window-mark-frame" />
    <path d="M5 5h10v10H5zM5 17h10v10H5zM17 17h10v10H17z" className="window-mark-pane" />
    <path d="M17 5h10v10H17z" className="window-mark-lit" />
  </svg>
);
