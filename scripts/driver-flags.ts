/**
 * For an Electron whose main process is driven. V8's inspector holds an answer only weakly until the promises of that
 * turn have run (v8/src/inspector/injected-script.cc), and Electron runs them at the end of a turn of the event loop: a
 * collection of young objects in between, and the answer is lost ("Resulting promise was garbage collected"). With
 * room for all that is young in a short run there is none.
 */
export const DRIVER_FLAGS: readonly string[] = ['--js-flags=--min-semi-space-size=16'];
