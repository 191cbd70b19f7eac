/**
 * Prints together what is told in one turn of the event loop: Node writes each line into a pipe by a call of the system
 * of its own, and waits for it, which with thousands of answers a second costs as much as the answers.
 * @param print takes text of one line or more
 */
export const printTogether = (print: (text: string) => void): ((line: string) => void) => {
  let waiting: string[] = [];
  return (line) => {
    if (waiting.push(line) > 1) return;
    setImmediate(() => {
      const lines = waiting;
      waiting = [];
      print(lines.join('\n'));
    });
  };
};
