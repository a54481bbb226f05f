import { CodeForm } from '../parts/code-form.tsx';
import { showPage } from '../parts/page.tsx';
import { SiteHeader } from '../parts/site-header.tsx';
import { words } from '../words/words.ts';
import { RecentRooms } from './recent-rooms.tsx';
import { StartRoom } from './start-room.tsx';
import './home.css';

function Home() {
  return (
    <div class="home">
      <SiteHeader />
      <main>
        <div class="lead">
          <h1>{words('home.title')}</h1>
          <p class="soft">{words('home.lead')}</p>
        </div>
        <section class="card join" aria-labelledby="join">
          <h2 id="join">{words('home.join')}</h2>
          <CodeForm />
        </section>
        <section class="card create" aria-labelledby="create">
          <h2 id="create">{words('home.create')}</h2>
          <StartRoom />
        </section>
        <RecentRooms />
      </main>
      <footer>
        <a href="/docs/api">{words('home.api')}</a>
      </footer>
    </div>
  );
}

await showPage(<Home />);
