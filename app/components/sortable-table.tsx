'use client';

import {
  type ColumnDef,
  createSortedRowModel,
  type Row,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  type Updater,
  useTable,
} from '@tanstack/react-table';
import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react';
import { memo, type ReactNode, useMemo } from 'react';
import { cn } from '../lib/cn.ts';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from './ui/table.tsx';

/** How a table is sorted; null: in the order in which its rows come. */
export type Sort = { column: string; descending: boolean } | null;

export interface SortableColumn<T> {
  id: string;
  header: string;
  /** Keeps the header for screen readers only. */
  hideHeader?: boolean;
  /** What the header means, where its word does not say it all. */
  title?: string;
  /** A width class: columns keep their width whatever is in them. */
  width: string;
  numeric?: boolean;
  /** What is sorted by; undefined goes last. Left out: the column can't be sorted. */
  sortBy?: (row: T) => string | number | undefined;
  cell: (row: T) => ReactNode;
}

interface SortableTableProps<T extends { id: string }> {
  'aria-label': string;
  columns: readonly SortableColumn<T>[];
  rows: readonly T[];
  sort: Sort;
  onSort: (sort: Sort) => void;
  /** Below it the table scrolls in its own box: a min-width class. */
  minWidth: string;
  /** Less room between columns, where there are many. */
  dense?: boolean;
  /** Instead of rows, when there are none. */
  empty: ReactNode;
}

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

function compare(a: unknown, b: unknown): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}

function toColumnDef<T extends { id: string }>(column: SortableColumn<T>): ColumnDef<typeof features, T> {
  return {
    id: column.id,
    accessorFn: (row: T) => column.sortBy?.(row),
    enableSorting: column.sortBy !== undefined,
    sortFn: (a: Row<typeof features, T>, b: Row<typeof features, T>, id: string) => compare(a.getValue(id), b.getValue(id)),
    sortUndefined: 'last',
    sortDescFirst: false,
  };
}

/** A table with a fixed layout whose rows stay where they are until somebody sorts them. */
export function SortableTable<T extends { id: string }>(props: SortableTableProps<T>) {
  const { columns, rows, sort, onSort, minWidth, dense = false, empty, ...rest } = props;
  const defs = useMemo(() => columns.map(toColumnDef), [columns]);
  const sorting = useMemo<SortingState>(() => (sort === null ? [] : [{ id: sort.column, desc: sort.descending }]), [sort]);
  const table = useTable({
    features,
    columns: defs,
    data: rows,
    getRowId: (row: T) => row.id,
    state: { sorting },
    enableMultiSort: false,
    onSortingChange: (updater: Updater<SortingState>) => {
      const [next] = typeof updater === 'function' ? updater(sorting) : updater;
      onSort(next === undefined ? null : { column: next.id, descending: next.desc });
    },
  });
  const sorted = table.getRowModel().rows;

  return (
    <>
      <Table aria-label={rest['aria-label']} className={cn('table-fixed border-separate border-spacing-0', minWidth)}>
        <TableHead>
          <tr>
            {columns.map((column, index) => (
              <ColumnHeader
                key={column.id}
                column={column}
                first={index === 0}
                gap={gapOf(columns, index, dense)}
                direction={sort?.column === column.id ? (sort.descending ? 'descending' : 'ascending') : null}
                onToggle={() => table.getColumn(column.id)?.toggleSorting()}
              />
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {sorted.map((row) => (
            <MemoRow key={row.id} row={row.original} columns={columns} dense={dense} />
          ))}
        </TableBody>
      </Table>
      {sorted.length === 0 && empty}
    </>
  );
}

interface ColumnHeaderProps<T> {
  column: SortableColumn<T>;
  first: boolean;
  gap: string;
  direction: 'ascending' | 'descending' | null;
  onToggle: () => void;
}

const MARKS = { ascending: ArrowUp, descending: ArrowDown } as const;

function ColumnHeader<T>({ column, first, gap, direction, onToggle }: ColumnHeaderProps<T>) {
  const numeric = column.numeric ?? false;
  if (column.sortBy === undefined)
    return (
      <TableHeader numeric={numeric} title={column.title} className={cn('relative', HEAD, gap, column.width, first && STICKY)}>
        <span className={column.hideHeader ? 'sr-only' : 'block py-0.5'}>{column.header}</span>
      </TableHeader>
    );
  const Mark = direction === null ? ChevronsUpDown : MARKS[direction];
  return (
    <TableHeader numeric={numeric} aria-sort={direction ?? 'none'} className={cn(HEAD, gap, column.width, first && STICKY)}>
      <button
        type="button"
        title={column.title}
        onClick={onToggle}
        className={cn('group relative -mx-1 rounded-sm px-1 py-0.5 hover:text-ink', numeric ? 'text-right' : 'text-left')}
      >
        {column.header}
        {/* Between the columns: it takes no room from the words. */}
        <Mark
          aria-hidden
          className={cn(
            '-translate-y-1/2 absolute top-1/2 size-3',
            numeric ? 'right-full' : 'left-full',
            direction === null && 'opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100',
          )}
        />
      </button>
    </TableHeader>
  );
}

/** Words of a header stand in two lines where they need to, on the line above the figures. */
const HEAD = 'h-9 whitespace-normal pb-1.5 align-bottom leading-tight';

/** Room beside a cell. Words that follow figures, which end at their column's edge, keep more of it. */
function gapOf<T>(columns: readonly SortableColumn<T>[], index: number, dense: boolean): string {
  const follows = columns[index - 1]?.numeric === true && columns[index]?.numeric !== true;
  return cn(dense && 'px-2', follows && 'pl-5');
}

/** What a row is about stays in sight when the table is scrolled sideways. Borders are the cells' own: collapsed ones don't move along. */
const STICKY = 'sticky left-0 z-10 bg-surface';

/** Renders again only when its row is another: hundreds of rows, a few of which change at a time. */
const MemoRow = memo(BodyRow) as typeof BodyRow;

function BodyRow<T>({ row, columns, dense }: { row: T; columns: readonly SortableColumn<T>[]; dense: boolean }) {
  return (
    <TableRow className="group/row">
      {columns.map((column, index) => (
        <TableCell
          key={column.id}
          numeric={column.numeric ?? false}
          className={cn(
            'overflow-hidden text-ellipsis border-line border-t',
            gapOf(columns, index, dense),
            index === 0 && `${STICKY} group-hover/row:bg-sunken`,
          )}
        >
          {column.cell(row)}
        </TableCell>
      ))}
    </TableRow>
  );
}
