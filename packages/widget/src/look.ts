/**
 * How button and card look. A site's own CSS reaches them by these variables: --tandem-accent, --tandem-on-accent, --tandem-ring,
 * --tandem-radius, --tandem-font, --tandem-side, --tandem-bottom, --tandem-z-index.
 * @param place on which side, and over how many other buttons of ours
 */
export const lookOf = (place: { left: boolean; below: number }, scheme: string, accent: string, onAccent: string): string => `
:host{all:initial}
*{box-sizing:border-box}
button,p{font:500 15px/20px var(--tandem-font,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif);margin:0}
.at{--c:var(--tandem-accent,${accent});--o:var(--tandem-on-accent,${onAccent});--b:calc(var(--tandem-bottom,max(16px,env(safe-area-inset-bottom))) + ${place.below * 68}px);position:fixed;z-index:var(--tandem-z-index,2147483000);bottom:var(--b);${place.left ? 'left' : 'right'}:var(--tandem-side,16px)}
.launch{display:inline-flex;align-items:center;gap:10px;height:56px;padding:0 22px 0 18px;border:0;border-radius:var(--tandem-radius,28px);background:var(--c);color:var(--o);cursor:pointer;box-shadow:0 1px 3px rgb(0 0 0/.24),0 8px 24px rgb(0 0 0/.18);transition:transform .12s,box-shadow .12s}
.launch:hover{transform:translateY(-1px);box-shadow:0 2px 4px rgb(0 0 0/.24),0 12px 28px rgb(0 0 0/.22)}
.launch:focus-visible,.card button:focus-visible{outline:3px solid var(--tandem-ring,#fff);outline-offset:-5px}
.launch svg{width:22px;height:22px;flex:none}
.dot{width:10px;height:10px;border-radius:5px;background:currentColor}
.card{width:360px;height:520px;max-height:calc(100vh - 88px - var(--b));max-height:calc(100dvh - 88px - var(--b));bottom:calc(var(--b) + 68px);border:1px solid rgb(0 0 0/.12);border-radius:14px;overflow:hidden;background:Canvas;color:CanvasText;color-scheme:${scheme};box-shadow:0 2px 8px rgb(0 0 0/.12),0 16px 48px rgb(0 0 0/.22);transition:height .14s ease-out}
[hidden]{display:none!important}
iframe{display:block;width:100%;height:100%;border:0;color-scheme:inherit}
.note{position:absolute;inset:0;display:grid;gap:12px;place-content:center;justify-items:center;padding:24px;text-align:center;background:Canvas}
.note button{height:40px;padding:0 18px;border:0;border-radius:8px;background:var(--c);color:var(--o);cursor:pointer}
@media(max-width:480px){.card{inset:auto 0 0;width:100%;max-height:92vh;max-height:92dvh;border-width:1px 0 0;border-radius:16px 16px 0 0}.launch.under{visibility:hidden}}
@media(prefers-reduced-motion:reduce){.launch,.card{transition:none}}`;

const PHONE =
  'M22 16.9v3a2 2 0 0 1-2.2 2 19.8 19.8 0 0 1-8.6-3.1 19.5 19.5 0 0 1-6-6A19.8 19.8 0 0 1 2.1 4.2 2 2 0 0 1 4.1 2h3a2 2 0 0 1 2 1.7c.1 1 .4 1.9.7 2.8a2 2 0 0 1-.5 2.1L8.1 9.9a16 16 0 0 0 6 6l1.3-1.3a2 2 0 0 1 2.1-.4c.9.3 1.8.6 2.8.7a2 2 0 0 1 1.7 2z';

/** A telephone, drawn without markup: a policy may ask for trusted types. */
export function phoneIcon(): SVGElement {
  const draw = (kind: string, attributes: Record<string, string>) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', kind) as SVGElement;
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    return element;
  };
  const svg = draw('svg', {
    ...{ viewBox: '0 0 24 24', fill: 'none', stroke: 'currentColor', 'aria-hidden': 'true' },
    ...{ 'stroke-width': '2', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' },
  });
  svg.append(draw('path', { d: PHONE }));
  return svg;
}
