import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { takeTemplate } from '../browser/handed-template.ts';
import { words } from '../words/words.ts';
import { CreateForm } from './create-form.tsx';

type TemplateForm = ComponentType<{ handed: string }>;

/** The two ways to start a room: by its first question, or from a text that has them all. */
export function StartRoom() {
  const [handed] = useState(takeTemplate);
  const [isTemplate, setIsTemplate] = useState(handed !== null);
  const Form = useTemplateForm(isTemplate);
  return (
    <>
      {isTemplate && Form !== null && <Form handed={handed ?? ''} />}
      {!isTemplate && <CreateForm />}
      <button
        type="button"
        class="button other-way"
        data-look="bare"
        onClick={() => setIsTemplate(!isTemplate)}
      >
        {words(isTemplate ? 'template.back' : 'template.open')}
      </button>
    </>
  );
}

/** Few need it: it is loaded when it is wanted. */
function useTemplateForm(isWanted: boolean): TemplateForm | null {
  const [loaded, setLoaded] = useState<{ Form: TemplateForm } | null>(null);
  useEffect(() => {
    if (!isWanted) return;
    void import('./template-form.tsx').then(({ TemplateForm: Form }) => setLoaded({ Form }));
  }, [isWanted]);
  return loaded === null ? null : loaded.Form;
}
