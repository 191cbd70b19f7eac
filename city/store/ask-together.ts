/** Queries under way at once: one is read while the next is worked on. */
const AT_ONCE = 2;
/** Questions of one query. */
const QUESTIONS_MAX = 200;

interface Waiting<Question, Answer> {
  readonly question: Question;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Makes one query of the questions that come in the same moment: when thousands of terminals do, the way to the store
 * and back costs more than the answers.
 * @param ask answers all of them, in their order
 * @returns answers one; it fails when the query that it was part of did
 */
export const askTogether = <Question, Answer>(
  ask: (questions: readonly Question[]) => Promise<readonly Answer[]>,
): ((question: Question) => Promise<Answer>) => {
  const waiting: Waiting<Question, Answer>[] = [];
  let underWay = 0;

  const work = async (): Promise<void> => {
    for (let group = waiting.splice(0, QUESTIONS_MAX); group.length > 0; group = waiting.splice(0, QUESTIONS_MAX)) {
      try {
        const answers = await ask(group.map(({ question }) => question));
        if (answers.length !== group.length) throw new Error('Not every question was answered.');
        answers.forEach((answer, place) => group[place]?.resolve(answer));
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    underWay -= 1;
  };

  return (question) =>
    new Promise((resolve, reject) => {
      waiting.push({ question, resolve, reject });
      if (underWay >= AT_ONCE) return;
      underWay += 1;
      // With what else has arrived in this turn of the event loop.
      setImmediate(() => void work());
    });
};
