/** Takes one file: dropped, or chosen with the keyboard. */
import { Button } from '@mantine/core';
import { type DragEvent, type ReactElement, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../format/format-bytes.ts';
import { Icon } from './icon.tsx';
import './form.css';

interface FileDropProps {
  readonly label: string;
  /** What the browser's dialog offers, e.g. `.xml`. */
  readonly accept: string;
  readonly maxBytes: number;
  readonly onFile: (file: File) => void;
}

export const FileDrop = ({ label, accept, maxBytes, onFile }: FileDropProps): ReactElement => {
  const { t, i18n } = useTranslation();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [chosen, setChosen] = useState<File | null>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const limit = formatBytes(maxBytes, i18n.language);
  const take = (file: File | undefined): void => {
    if (file === undefined) {
      return;
    }
    setChosen(file);
    setTooLarge(file.size > maxBytes);
    if (file.size <= maxBytes) {
      onFile(file);
    }
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the button inside is the first.
    <div
      className={isOver ? 'file-drop over' : 'file-drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name="file" size={24} />
      <span id={id}>{label}</span>
      <Button
        leftSection={<Icon name="upload" size={16} />}
        onClick={() => input.current?.click()}
        aria-describedby={id}
      >
        {t('parts.file.choose')}
      </Button>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        onChange={(event) => {
          take(event.currentTarget.files?.[0]);
          event.currentTarget.value = '';
        }}
      />
      <span className="small muted" role="status">
        {chosen === null && t('parts.file.limit', { limit })}
        {chosen !== null && !tooLarge && t('parts.file.chosen', { name: chosen.name })}
        {chosen !== null && tooLarge && t('parts.file.tooLarge', { name: chosen.name, limit })}
      </span>
    </div>
  );
};
