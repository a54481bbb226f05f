import type { PollcastClient, PollState } from '@pollcast/client';
import type { Answer } from '@pollcast/shared/pure';
import type { ClosedProps, AnswerFormProps as FormProps } from './kind-views.ts';
import { useViews } from './use-views.ts';

interface AnswerProps {
  state: PollState;
  answer: Answer | null;
}

interface AnswerFormProps extends AnswerProps {
  isSettled: boolean;
  onAnswer: (answer: Answer) => void;
}

/** The form of the poll's kind, which is the proof that views, poll and answer belong together. */
export function AnswerForm(props: AnswerFormProps) {
  const views = useViews(props.state.poll.kind, 'answer');
  return views && <views.Form {...(props as FormProps)} />;
}

/** What the poll has come to, in the form's place. */
export function Outcome(props: AnswerProps & { client: PollcastClient }) {
  const views = useViews(props.state.poll.kind, 'answer');
  return views && <views.Closed {...(props as ClosedProps)} />;
}
