/** A piece of what somebody wrote; `address` where it is one. */
export interface ChatPiece {
  readonly text: string;
  readonly address: string | null;
}

const WEB_ADDRESS = /https?:\/\/[^\s<>"]+/gi;

/** A full stop or a bracket behind an address belongs to the sentence. */
const SENTENCE_END = /[.,;:!?)\]}'’»“]+$/;

/** Finds the web addresses in a text; all pieces together are the text again. */
export const chatPieces = (text: string): readonly ChatPiece[] => {
  const pieces: ChatPiece[] = [];
  let end = 0;
  for (const match of text.matchAll(WEB_ADDRESS)) {
    const address = match[0].replace(SENTENCE_END, '');
    if (!URL.canParse(address)) continue;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index), address: null });
    pieces.push({ text: address, address });
    end = match.index + address.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end), address: null });
  return pieces;
};
