import type { KindName } from '@pollcast/shared/pure';
import type { SettingsProps } from './kind-views.ts';
import { useViews } from './use-views.ts';

/** What only the poll's kind has to be set. */
export function KindSettings({ kind, ...props }: { kind: KindName } & SettingsProps<KindName>) {
  const views = useViews(kind, 'editor');
  return views && <views.Settings {...props} />;
}
