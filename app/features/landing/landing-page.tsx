import { ArrowRight, Gauge, Headset, type LucideIcon, PhoneCall, SlidersHorizontal } from 'lucide-react';
import Link from 'next/link';
import { buttonLook } from '../../components/ui/button.tsx';
import { Logo } from '../../components/ui/logo.tsx';
import { ThemeSwitch } from '../../components/ui/theme-switch.tsx';

interface Place {
  href: string;
  icon: LucideIcon;
  name: string;
  who: string;
  tryThis: string;
}

const PLACES: readonly Place[] = [
  {
    href: '/agent',
    icon: Headset,
    name: 'Agent workstation',
    who: 'Where agents take calls',
    tryThis: 'Set yourself to available, then call from the demo page in another window and answer with Enter.',
  },
  {
    href: '/supervisor',
    icon: Gauge,
    name: 'Supervisor board',
    who: 'All centers, live',
    tryThis: 'Watch a call move through the queue, then ask why it went to that agent.',
  },
  {
    href: '/admin',
    icon: SlidersHorizontal,
    name: 'Administration',
    who: 'People, skills and queues',
    tryThis: 'Give an agent a new skill and see the next call find them.',
  },
];

export function LandingPage() {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="mx-auto flex h-14 w-full max-w-5xl items-center justify-between px-4">
        <Logo className="text-lg" />
        <div className="flex items-center gap-1">
          <ThemeSwitch />
          <Link href="/login" className={buttonLook({ variant: 'quiet' })}>
            Sign in
          </Link>
        </div>
      </header>

      <main className="mx-auto w-full max-w-5xl flex-1 px-4 pb-16">
        <section className="max-w-2xl pt-[10vh] pb-12">
          <h1 className="text-balance font-semibold text-3xl tracking-tight md:text-4xl">One queue over all your call centers</h1>
          <p className="mt-4 text-lg text-muted">
            Tandem joins call centers over the Internet: it knows what every agent in every center is doing and sends each caller to the
            best one anywhere. Callers speak from the browser, agents answer in the browser, and nothing needs to be installed.
          </p>
          <div className="mt-8 flex flex-wrap items-center gap-x-4 gap-y-3">
            <Link href="/demo" className={buttonLook({ variant: 'primary', size: 'lg' })}>
              <PhoneCall aria-hidden />
              Make a demo call
            </Link>
            <p className="text-muted text-sm">A shop page with the click-to-call button on it.</p>
          </div>
        </section>

        <nav aria-label="Parts of Tandem">
          <ul className="grid gap-4 md:grid-cols-3">
            {PLACES.map((place) => (
              <PlaceCard key={place.href} {...place} />
            ))}
          </ul>
        </nav>
      </main>
    </div>
  );
}

function PlaceCard({ href, icon: Icon, name, who, tryThis }: Place) {
  return (
    <li>
      <Link
        href={href}
        className="group flex h-full flex-col rounded-lg border border-line bg-surface p-5 transition-colors duration-100 hover:border-accent"
      >
        <Icon aria-hidden className="size-5 text-accent" />
        <h2 className="mt-3 flex items-center gap-1.5 font-semibold text-lg">
          {name}
          <ArrowRight aria-hidden className="size-4 text-muted group-hover:text-accent" />
        </h2>
        <p className="text-muted">{who}</p>
        <p className="mt-4 border-line border-t pt-3 text-sm">
          <span className="font-medium">To try: </span>
          {tryThis}
        </p>
      </Link>
    </li>
  );
}
