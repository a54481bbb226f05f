import type { Poll } from '@pollcast/shared/pure';
import type { ComponentChildren } from 'preact';
import {
  audienceAddress,
  boardAddress,
  moderatorAddress,
  pollAddress,
  reportAddress,
  resultsAddress,
  stageAddress,
} from '../../browser/addresses.ts';
import { CopyButton } from '../../parts/copy-button.tsx';
import { words } from '../../words/words.ts';
import type { Desk } from '../desk.ts';

interface LinksProps {
  desk: Desk;
  /** The poll being looked at. */
  poll: Poll | null;
  moderatorKey: string;
}

/** What may be handed round, and apart from it what has a key in it. */
export function Links({ desk, poll, moderatorKey }: LinksProps) {
  const { code } = desk.live;
  const viewerKey = desk.viewerKey.value ?? undefined;
  const stage = (
    <LinkRow
      name={words('moderate.stageLink')}
      address={stageAddress(code, viewerKey)}
      hint={words('share.stageHint')}
    />
  );
  return (
    <>
      <Group title={words('share.forAll')}>
        <LinkRow
          name={words('moderate.audienceLink')}
          address={audienceAddress(code)}
          hint={words('share.audienceHint')}
        />
        {viewerKey === undefined && stage}
        <LinkRow name={words('share.board')} address={boardAddress(code)} hint={words('share.boardHint')} />
        <LinkRow
          name={words('share.results')}
          address={resultsAddress(code)}
          hint={words('share.resultsHint')}
        />
        {poll !== null && (
          <LinkRow
            name={words('share.poll')}
            address={pollAddress(poll.id)}
            hint={words(poll.status === 'draft' ? 'share.pollHint' : 'share.pollPageHint')}
          />
        )}
      </Group>
      <Group
        title={words('share.forTeam')}
        hint={words(viewerKey === undefined ? 'share.noViewerKey' : 'share.teamHint')}
      >
        {viewerKey !== undefined && stage}
        {viewerKey !== undefined && (
          <LinkRow
            name={words('share.fullBoard')}
            address={boardAddress(code, viewerKey)}
            hint={words('share.fullBoardHint')}
          />
        )}
        {viewerKey !== undefined && (
          <LinkRow
            name={words('share.report')}
            address={reportAddress(code, viewerKey)}
            hint={words('share.reportHint')}
          />
        )}
        <LinkRow
          name={words('moderate.ownLink')}
          address={moderatorAddress(code, moderatorKey)}
          hint={words('share.ownHint')}
          isOpen
        />
      </Group>
    </>
  );
}

function Group({ title, hint, children }: { title: string; hint?: string; children: ComponentChildren }) {
  return (
    <section class="links">
      <h2>{title}</h2>
      <ul>{children}</ul>
      {hint !== undefined && <p class="small soft">{hint}</p>}
    </section>
  );
}

interface LinkRowProps {
  name: string;
  address: string;
  /** What one finds there. */
  hint: string;
  /** It leads to this very page. */
  isOpen?: boolean;
}

export function LinkRow({ name, address, hint, isOpen = false }: LinkRowProps) {
  return (
    <li>
      <span class="name">{name}</span>
      {!isOpen && (
        <a
          class="button"
          data-look="bare"
          href={address}
          target="_blank"
          rel="noreferrer"
          aria-label={words('moderate.copyOf', { action: words('moderate.openLink'), link: name })}
        >
          {words('moderate.openLink')}
        </a>
      )}
      <CopyButton name={name} text={address} />
      <span class="small soft">{hint}</span>
    </li>
  );
}
