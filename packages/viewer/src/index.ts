// The remote screen for a page: one class.

export type { ConnectionState } from './connection/connection-state.ts';
export { type Participant, RemoteViewer, type RemoteViewerOptions, type RemoteSession } from './remote-viewer.ts';
export type { ViewMode } from './view/viewport.ts';
