// What the title of every page of a Nearhand program ends with, since a page cannot mark the window it is shown in. By it each agent on a computer knows the windows of all of them: somebody
// let in through one must not press *Allow* in another's.

export const windowMark = 'Nearhand#consent';
