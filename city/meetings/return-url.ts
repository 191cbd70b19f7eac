/**
 * Where a meeting sends a person who leaves or cannot get in. Nothing ever listens there: `.invalid` never
 * resolves (RFC 2606), and the terminal takes the attempt to go there as the end of the meeting. It is https
 * with a top-level domain, because BBB's ended page shows its button for such addresses only.
 */
export const RETURN_URL = 'https://terminal.stadtfenster.invalid/left';
