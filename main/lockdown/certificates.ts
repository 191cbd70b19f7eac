import type { Rule } from './rule.ts';

/** A certificate that is not right ends the connection, and none of this machine's own is shown to anybody. */
export const certificates: Rule = {
  name: 'certificates',
  lockPage: (contents, refused) => {
    contents.on('certificate-error', (event, _address, _error, _certificate, answer) => {
      event.preventDefault();
      refused();
      answer(false);
    });
    // Unanswered, Electron takes the first certificate that the machine has.
    contents.on('select-client-certificate', (event, _address, _certificates, answer) => {
      event.preventDefault();
      refused();
      // An absent certificate is "none"; the types know only a certificate.
      Reflect.apply(answer, undefined, []);
    });
  },
};
