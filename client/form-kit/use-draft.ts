import { type ChangeEvent, type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";
import { useFormShared } from "./form-context.ts";

/** Typing rests this long before it is committed without leaving the input. */
const idleMs = 400;

type TextElement = HTMLInputElement | HTMLTextAreaElement;

export interface Draft {
  /** What the input shows: the text being typed, else the stored answer. */
  text: string;
  handlers: {
    onChange: (event: ChangeEvent<TextElement>) => void;
    onBlur: () => void;
    onKeyDown: (event: KeyboardEvent<TextElement>) => void;
    onCompositionStart: () => void;
    onCompositionEnd: () => void;
  };
}

/**
 * Text of an input, kept beside the input while it is typed and committed on leaving it, on Enter, and when the typing
 * rests. Never in the middle of an input-method composition: half a syllable is not an answer.
 */
export function useDraft(stored: string, commit: (text: string) => void, touch: () => void): Draft {
  const { store } = useFormShared();
  const [draft, setDraft] = useState<string | null>(null);
  const latest = useRef<string | null>(null);
  const composing = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const commitRef = useRef(commit);
  commitRef.current = commit;
  const unregister = useRef<(() => void) | null>(null);

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    unregister.current?.();
    unregister.current = null;
    const text = latest.current;
    if (text !== null) commitRef.current(text);
  }, []);

  const arm = useCallback(() => {
    clearTimeout(timer.current);
    unregister.current ??= store.registerDraft(flush);
    if (!composing.current) timer.current = setTimeout(flush, idleMs);
  }, [store, flush]);

  // A section that closes takes what was being typed along.
  useEffect(() => flush, [flush]);

  return {
    text: draft ?? stored,
    handlers: {
      onChange: (event) => {
        latest.current = event.target.value;
        setDraft(event.target.value);
        arm();
      },
      onBlur: () => {
        composing.current = false;
        if (latest.current !== null) {
          flush();
          latest.current = null;
          setDraft(null);
        }
        touch();
      },
      onKeyDown: (event) => {
        if (
          event.key === "Enter" &&
          !event.nativeEvent.isComposing &&
          event.currentTarget instanceof HTMLInputElement
        ) {
          event.preventDefault();
          flush();
        }
      },
      onCompositionStart: () => {
        composing.current = true;
        clearTimeout(timer.current);
      },
      onCompositionEnd: () => {
        composing.current = false;
        arm();
      },
    },
  };
}
