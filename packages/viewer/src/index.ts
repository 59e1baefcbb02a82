// The remote screen for a page: one class.

export type { ChatMessage } from './chat/chat.ts';
export type { ClipboardProblem, ClipboardView } from './clipboard/clipboard-desk.ts';
export type { ConnectionState } from './connection/connection-state.ts';
export type { ReportView } from './connection/report-desk.ts';
export type { RemoteSession } from './connection/remote-session.ts';
export type { LoadView } from './load/load-watch.ts';
export { RemoteViewer, type RemoteViewerOptions } from './remote-viewer.ts';
export type { ViewMode } from './view/viewport.ts';
