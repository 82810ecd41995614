/** Short messages that something was done, in a corner, read out by screen readers and gone after a while. */
import { CloseButton } from '@mantine/core';
import {
  createContext,
  type ReactElement,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useTranslation } from 'react-i18next';
import { StatusIcon } from './status-icon.tsx';
import './notifications.css';

const SHOWN_MS = 6_000;

interface Message {
  readonly id: number;
  readonly text: string;
}

type Notify = (text: string) => void;

const NotifyContext = createContext<Notify>(() => undefined);

/** Says that something was done. What failed stands where it was tried, not here. */
export const useNotify = (): Notify => useContext(NotifyContext);

export const NotificationsProvider = ({ children }: { readonly children: ReactNode }): ReactElement => {
  const { t } = useTranslation();
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const nextId = useRef(0);
  const dismiss = useCallback((id: number) => setMessages((shown) => shown.filter((each) => each.id !== id)), []);
  const notify = useCallback<Notify>(
    (text) => {
      nextId.current += 1;
      const id = nextId.current;
      setMessages((shown) => [...shown, { id, text }]);
      setTimeout(() => dismiss(id), SHOWN_MS);
    },
    [dismiss],
  );
  const value = useMemo(() => notify, [notify]);
  return (
    <NotifyContext value={value}>
      {children}
      <div className="notifications" role="status" aria-live="polite">
        {messages.map(({ id, text }) => (
          <div key={id} className="notification">
            <StatusIcon status="ok" size={18} />
            <span>{text}</span>
            <CloseButton aria-label={t('parts.dismiss')} onClick={() => dismiss(id)} />
          </div>
        ))}
      </div>
    </NotifyContext>
  );
};
