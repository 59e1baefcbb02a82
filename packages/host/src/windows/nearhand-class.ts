// The window classes of every Nearhand program begin with this. By it each agent on a computer knows the windows of all of
// them: somebody let in through one must not press *Allow* in another's.

export const nearhandClassPrefix = 'NearhandWindow';
