/** Gives the components of a page its messages, and renders a text that has elements inside. */
import { createContext, Fragment, type ReactNode, useContext } from 'react';
import { createMessages, type MessageKey, type Messages, type MessageValues } from './message.ts';

/** Holds the messages of the page; English where none were provided. */
export const MessagesContext: React.Context<Messages> = createContext<Messages>(createMessages('en'));

/** The messages of the page. */
export function useMessages(): Messages {
  return useContext(MessagesContext);
}

interface RichMessageProps<K extends MessageKey> {
  readonly id: K;
  readonly values: MessageValues<K, ReactNode>;
}

/** A text whose values are elements, e.g. a name in bold. */
export function RichMessage<K extends MessageKey>({ id, values }: RichMessageProps<K>): ReactNode {
  const parts = useMessages().parts<K, ReactNode>(id, values);
  // A name stands once in a text (a test holds the catalogues to that), so it can be the key.
  return parts.map((part) => ('text' in part ? part.text : <Fragment key={part.name}>{part.value}</Fragment>));
}
