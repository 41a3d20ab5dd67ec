import {
  type CompositionEvent,
  type FormEvent,
  type KeyboardEvent,
  type RefObject,
  useCallback,
  useEffect,
  useLayoutEffect,
  useReducer,
  useRef,
} from "react";
import { useFormShared } from "./form-context.ts";

/** Typing rests this long before it is committed without leaving the input. */
const idleMs = 400;

type TextElement = HTMLInputElement | HTMLTextAreaElement;

/** Spread on an `<input>` or `<textarea>`; the element itself holds the text being typed. */
export interface Draft<E extends TextElement> {
  ref: RefObject<E | null>;
  defaultValue: string;
  onInput: (event: FormEvent<E>) => void;
  onBlur: () => void;
  onKeyDown: (event: KeyboardEvent<E>) => void;
  onCompositionStart: (event: CompositionEvent<E>) => void;
  onCompositionEnd: (event: CompositionEvent<E>) => void;
}

/**
 * Text of an input, kept in the element while it is typed (a key costs no rendering at all) and committed on leaving it,
 * on Enter, and when the typing rests. Never in the middle of an input-method composition: half a syllable is not an
 * answer. `shown` is what the element shows while nobody types in it; `onType` is told every text, for a count.
 */
export function useDraft<E extends TextElement>(
  shown: string,
  commit: (text: string) => void,
  touch: () => void,
  onType?: (text: string) => void,
): Draft<E> {
  const { store } = useFormShared();
  const ref = useRef<E>(null);
  const typed = useRef<string | null>(null);
  const composing = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const unregister = useRef<(() => void) | null>(null);
  const commitRef = useRef(commit);
  const [, render] = useReducer((count: number) => count + 1, 0);

  // After every rendering: the newest commit, and the stored text in an element nobody types in.
  useLayoutEffect(() => {
    commitRef.current = commit;
    if (typed.current === null && ref.current && ref.current.value !== shown) ref.current.value = shown;
  });

  const flush = useCallback(() => {
    clearTimeout(timer.current);
    unregister.current?.();
    unregister.current = null;
    if (typed.current !== null) commitRef.current(typed.current);
  }, []);

  const arm = useCallback(() => {
    clearTimeout(timer.current);
    unregister.current ??= store.registerDraft(flush);
    if (!composing.current) timer.current = setTimeout(flush, idleMs);
  }, [store, flush]);

  // A section that closes takes what was being typed along.
  useEffect(() => flush, [flush]);

  return {
    ref,
    defaultValue: shown,
    onInput: (event) => {
      typed.current = event.currentTarget.value;
      onType?.(typed.current);
      arm();
    },
    onBlur: () => {
      composing.current = false;
      if (typed.current !== null) {
        flush();
        typed.current = null;
        render();
      }
      touch();
    },
    onKeyDown: (event) => {
      const isLine = event.currentTarget instanceof HTMLInputElement;
      if (event.key !== "Enter" || event.nativeEvent.isComposing || !isLine) return;
      event.preventDefault();
      flush();
    },
    onCompositionStart: () => {
      composing.current = true;
      clearTimeout(timer.current);
    },
    onCompositionEnd: () => {
      composing.current = false;
      arm();
    },
  };
}
