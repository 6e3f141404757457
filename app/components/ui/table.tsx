'use client';

import { type ComponentProps, useEffect, useRef, useState } from 'react';
import { cn } from '../../lib/cn.ts';

interface TableProps extends ComponentProps<'table'> {
  'aria-label': string;
  /** Of the box that scrolls around it. */
  boxClassName?: string;
}

/** A dense, semantic table. Scrolls sideways in its own box when it is wider than the page. */
export function Table({ className, boxClassName, ...rest }: TableProps) {
  const box = useRef<HTMLDivElement>(null);
  const scrolls = useScrolls(box);
  return (
    <div ref={box} className={cn('overflow-x-auto', boxClassName)} {...(scrolls ? { tabIndex: 0 } : {})}>
      <table className={cn('w-full border-collapse text-left text-sm', className)} {...rest} />
    </div>
  );
}

function useScrolls(box: { readonly current: HTMLElement | null }): boolean {
  const [scrolls, setScrolls] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const measure = () => setScrolls(element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight);
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    if (element.firstElementChild !== null) observer.observe(element.firstElementChild);
    return () => observer.disconnect();
  }, [box]);
  return scrolls;
}

export const TableHead = (props: ComponentProps<'thead'>) => <thead {...props} />;
export const TableBody = (props: ComponentProps<'tbody'>) => <tbody {...props} />;

export function TableRow({ className, ...rest }: ComponentProps<'tr'>) {
  return <tr className={cn('border-line border-t hover:bg-sunken/60', className)} {...rest} />;
}

interface CellLook {
  /** Numbers: right-aligned, in figures of one width. */
  numeric?: boolean;
}

export function TableHeader({ className, numeric = false, scope = 'col', ...rest }: ComponentProps<'th'> & CellLook) {
  return (
    <th
      scope={scope}
      className={cn('h-8 whitespace-nowrap px-3 font-medium text-muted text-xs first:pl-4 last:pr-4', numeric && 'text-right', className)}
      {...rest}
    />
  );
}

/** The head of a table whose columns can't be sorted. */
export function TableColumns({ names }: { names: readonly string[] }) {
  return (
    <TableHead>
      <tr>
        {names.map((name) => (
          <TableHeader key={name}>{name}</TableHeader>
        ))}
      </tr>
    </TableHead>
  );
}

export function TableCell({ className, numeric = false, ...rest }: ComponentProps<'td'> & CellLook) {
  return (
    <td
      className={cn('h-9 px-3 py-1 align-middle first:pl-4 last:pr-4', numeric && 'figures whitespace-nowrap text-right', className)}
      {...rest}
    />
  );
}
