// The thin bar above the picture: who it is, how it stands, and the few controls of a session.
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import {
  IconAspectRatio,
  IconCheck,
  IconClipboardOff,
  IconClipboardText,
  IconDeviceDesktop,
  IconEye,
  IconMaximize,
  IconMessage,
  IconMessageOff,
  IconMinimize,
  IconPointer,
  IconZoomScan,
  type TablerIcon,
} from '@tabler/icons-react';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Logo } from '../theme/logo.tsx';
import { ConnectionInformation } from './connection-information.tsx';
import { type Phase, keepsPicture } from './phase.ts';
import { ReportTool } from './report-tool.tsx';
import type { RemoteScreen, RemoteScreenView, ViewMode } from './remote-screen.ts';
import { type Target, nameOf } from './target.ts';
import type { ChatHandle } from './use-chat.ts';
import type { FullScreen } from './use-full-screen.ts';

interface ConnectionBarProps {
  /** Told the bar's element. */
  onBar: (bar: HTMLElement | null) => void;
  target: Target;
  phase: Phase;
  screen: RemoteScreen | null;
  view: RemoteScreenView | null;
  viewMode: ViewMode;
  onViewMode: (mode: ViewMode) => void;
  fullScreen: FullScreen;
  chat: ChatHandle;
}

const stateWords = {
  waiting: 'waiting',
  connecting: 'connecting',
  connected: 'connected',
  reconnecting: 'reconnecting',
  offline: 'offline',
  ended: 'ended',
  closed: 'ended',
  expired: 'ended',
  refused: 'refused',
  identityChanged: 'stopped',
  failed: 'failed',
} as const satisfies Record<Phase['kind'], string>;

export function ConnectionBar(props: ConnectionBarProps) {
  const { t } = useTranslation();
  const { onBar, target, phase, screen, view } = props;
  return (
    <div className="connection-bar-zone">
      <header ref={onBar} className="connection-bar" aria-label={t('connection.toolbar')}>
        <div className="connection-who">
          <Logo size={22} />
          <span className="connection-name nh-ellipsis">{nameOf(target, t)}</span>
          <output className="connection-state">
            <span className="connection-dot" aria-hidden="true" />
            {t(`connection.state.${stateWords[phase.kind]}`)}
          </output>
        </div>
        {screen !== null && view !== null && keepsPicture(phase) ? (
          <Controls {...props} screen={screen} view={view} />
        ) : null}
      </header>
    </div>
  );
}

interface ControlsProps extends ConnectionBarProps {
  screen: RemoteScreen;
  view: RemoteScreenView;
}

function Controls({ screen, view, viewMode, onViewMode, fullScreen, chat }: ControlsProps) {
  const { t } = useTranslation();
  const fits = viewMode === 'fit';
  return (
    <div className="connection-controls">
      {view.welcomed ? (
        <>
          <ConnectionInformation screen={screen} view={view} />
          {view.chat === null ? <NoChat screen={screen} /> : <ChatButton chat={chat} />}
          <ReportTool screen={screen} view={view} />
          {view.displays.length > 1 ? <DisplayPicker screen={screen} view={view} /> : null}
          {view.permissions.includes('control') ? (
            <Tool
              screen={screen}
              icon={view.viewOnly ? IconPointer : IconEye}
              label={view.viewOnly ? t('connection.action.resumeControl') : t('connection.action.pauseControl')}
              pressed={view.viewOnly}
              onClick={() => screen.setViewOnly(!view.viewOnly)}
            />
          ) : null}
          <ClipboardTool screen={screen} view={view} />
          <Tool
            screen={screen}
            icon={fits ? IconZoomScan : IconAspectRatio}
            label={fits ? t('connection.action.actual') : t('connection.action.fit')}
            onClick={() => onViewMode(fits ? 'actual' : 'fit')}
          />
          {fullScreen.possible ? (
            <Tool
              screen={screen}
              icon={fullScreen.on ? IconMinimize : IconMaximize}
              label={fullScreen.on ? t('connection.action.leaveFullScreen') : t('connection.action.fullScreen')}
              onClick={fullScreen.toggle}
            />
          ) : null}
        </>
      ) : null}
      <Button size="compact-md" variant="light" color="red" className="connection-leave" onClick={() => screen.leave()}>
        {t('connection.action.leave')}
      </Button>
    </div>
  );
}

function ChatButton({ chat }: { chat: ChatHandle }) {
  const { t } = useTranslation();
  const { open, unread } = chat;
  const label = unread > 0 ? t('connection.chat.openUnread', { count: unread }) : t('connection.chat.open');
  return (
    <Tooltip label={open ? t('connection.chat.close') : label}>
      <ActionIcon
        variant={open ? 'light' : 'subtle'}
        color={open ? 'petrol' : 'gray'}
        size={34}
        aria-label={label}
        aria-expanded={open}
        onClick={() => chat.setOpen(!open)}
      >
        <IconMessage size={19} stroke={1.7} aria-hidden="true" />
        {unread > 0 ? (
          <span className="chat-unread nh-numbers" aria-hidden="true">
            {unread > 9 ? '9+' : unread}
          </span>
        ) : null}
      </ActionIcon>
    </Tooltip>
  );
}

/** Nobody sits there, or no window would show it to them. */
function NoChat({ screen }: { screen: RemoteScreen }) {
  const { t } = useTranslation();
  return <Tool screen={screen} icon={IconMessageOff} label={t('connection.chat.nobody')} onClick={() => {}} disabled />;
}

/** Without the permission it says so: it can be asked for before a session only. */
function ClipboardTool({ screen, view }: { screen: RemoteScreen; view: RemoteScreenView }) {
  const { t } = useTranslation();
  const { allowed, on } = view.clipboard;
  const isShared = allowed && on;
  return (
    <Tool
      screen={screen}
      icon={isShared ? IconClipboardText : IconClipboardOff}
      label={
        allowed
          ? t(on ? 'connection.clipboard.stop' : 'connection.clipboard.share')
          : t('connection.clipboard.notAllowed')
      }
      pressed={isShared}
      disabled={!allowed}
      onClick={() => screen.setClipboardOn(!on)}
    />
  );
}

interface ToolProps {
  icon: TablerIcon;
  label: string;
  onClick: () => void;
  pressed?: boolean;
  /** Its label says why. */
  disabled?: boolean;
  /** Where the keyboard goes back to. */
  screen: RemoteScreen;
}

function Tool({ icon: Icon, label, onClick, pressed, disabled = false, screen }: ToolProps) {
  const click = (event: MouseEvent) => {
    if (!disabled) onClick();
    // Clicked with the pointer, as opposed to pressed with the keyboard: typing goes on in the remote screen.
    if (event.detail > 0) screen.focus();
  };
  return (
    <Tooltip label={label}>
      <ActionIcon
        variant={pressed === true ? 'light' : 'subtle'}
        color={pressed === true ? 'petrol' : 'gray'}
        size={34}
        aria-label={label}
        {...(disabled && { 'aria-disabled': true, 'data-disabled': true })}
        onClick={click}
      >
        <Icon size={19} stroke={1.7} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
}

function DisplayPicker({ screen, view }: { screen: RemoteScreen; view: RemoteScreenView }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={34} aria-label={t('connection.action.pickDisplay')}>
          <IconDeviceDesktop size={19} stroke={1.7} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={view.displayId} onChange={(displayId) => screen.selectDisplay(displayId)}>
          {view.displays.map((display, index) => (
            <Menu.RadioItem
              key={display.id}
              value={display.id}
              closeMenuOnClick
              checkIcon={<IconCheck size={16} aria-hidden="true" />}
            >
              {display.name === '' ? `${t('connection.action.display')} ${index + 1}` : display.name}
              <span className="nh-small nh-muted nh-numbers">
                {' '}
                {display.bounds.width} × {display.bounds.height}
                {display.primary ? ` · ${t('connection.action.mainDisplay')}` : ''}
              </span>
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
