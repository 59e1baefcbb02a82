// The chat beside the picture: what was said, and where to write. Plain text only; nothing in it becomes a link.
import { ActionIcon, Button, CloseButton, Textarea } from '@mantine/core';
import { IconAlertTriangle, IconSend } from '@tabler/icons-react';
import { maxChatTextLength } from '@nearhand/protocol';
import { type KeyboardEvent, type SubmitEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format.ts';
import { nameOfAuthor } from './chat-author.ts';
import type { ChatMessage, RemoteScreen } from './remote-screen.ts';
import type { Target } from './target.ts';
import './chat.css';

interface ChatPanelProps {
  target: Target;
  screen: RemoteScreen;
  messages: readonly ChatMessage[];
  onClose: () => void;
}

export function ChatPanel({ target, screen, messages, onClose }: ChatPanelProps) {
  const { t } = useTranslation();
  return (
    <aside className="chat" aria-labelledby="chat-title">
      <header className="chat-head">
        <h2 id="chat-title">{t('connection.chat.title')}</h2>
        <CloseButton aria-label={t('connection.chat.close')} onClick={onClose} />
      </header>
      <Messages target={target} screen={screen} messages={messages} />
      <Composer screen={screen} onClose={onClose} />
    </aside>
  );
}

function Messages({ target, screen, messages }: Omit<ChatPanelProps, 'onClose'>) {
  const { t } = useTranslation();
  const list = useRef<HTMLElement>(null);
  const newest = messages.at(-1)?.id;
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [newest]);
  return (
    <section ref={list} className="chat-messages" aria-label={t('connection.chat.said')}>
      {messages.length === 0 ? <p className="nh-muted nh-small">{t('connection.chat.empty')}</p> : null}
      <ol>
        {messages.map((message) => (
          <Message key={message.id} target={target} screen={screen} message={message} />
        ))}
      </ol>
    </section>
  );
}

interface MessageProps {
  target: Target;
  screen: RemoteScreen;
  message: ChatMessage;
}

function Message({ target, screen, message }: MessageProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const at = new Date(message.atMs).toISOString();
  return (
    <li className="chat-message" data-by={message.by} data-state={message.state}>
      <span className="chat-who nh-small">
        <bdi>{nameOfAuthor(message, target, t)}</bdi>
        <time className="nh-numbers" dateTime={at}>
          {message.state === 'sending' ? t('connection.chat.sending') : format.dateTime(at, message.atMs)}
        </time>
      </span>
      <span className="chat-text" dir="auto">
        {message.text}
      </span>
      {message.state === 'refused' ? (
        <span className="chat-refused nh-small">
          <IconAlertTriangle size={15} stroke={1.8} aria-hidden="true" />
          {t('connection.chat.refused')}
          <Button size="compact-xs" variant="subtle" onClick={() => screen.sayAgain(message.id)}>
            {t('connection.chat.again')}
          </Button>
        </span>
      ) : null}
    </li>
  );
}

function Composer({ screen, onClose }: Pick<ChatPanelProps, 'screen' | 'onClose'>) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  // Opened by a press of the person, who wants to write.
  useEffect(() => field.current?.focus(), []);
  const send = () => {
    if (screen.say(text)) setText('');
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    send();
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') return onClose();
    // Shift+Enter is a new line, and Enter while an input method is at work chooses a word.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <form className="chat-composer" onSubmit={submit}>
      <Textarea
        ref={field}
        aria-label={t('connection.chat.message')}
        placeholder={t('connection.chat.message')}
        description={t('connection.chat.privacy')}
        inputWrapperOrder={['input', 'description']}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={press}
        maxLength={maxChatTextLength}
        autosize
        minRows={2}
        maxRows={6}
      />
      <ActionIcon
        type="submit"
        size={36}
        aria-label={t('connection.chat.send')}
        disabled={text.trim() === ''}
        className="chat-send"
      >
        <IconSend size={19} stroke={1.7} aria-hidden="true" />
      </ActionIcon>
    </form>
  );
}
