'use client';

/** Any element of a site can open the card: the tag leaves `window.Tandem` for it. */
export function TalkButton({ className, children }: { className?: string | undefined; children: string }) {
  return (
    <button type="button" className={className} onClick={() => window.Tandem?.open()}>
      {children}
    </button>
  );
}
