// The X property that every native window of a Nearhand program carries. By it each agent on a display knows the windows
// of all of them: somebody let in through one must not press *Allow* in another's. No other program has a reason to set it,
// and one that does only protects its own window.

export const nearhandProperty = '_NEARHAND_WINDOW';
