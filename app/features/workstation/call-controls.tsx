'use client';

import { Mic, MicOff, Pause, PhoneForwarded, PhoneOff, Play, UserPlus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button, type ButtonProps } from '../../components/ui/button.tsx';
import { cn } from '../../lib/cn.ts';
import { controlsOf, hangUpMeans, holdAction } from './parties-view.ts';
import type { ShortcutId } from './shortcuts/shortcuts.ts';
import { useKeysOf, useShortcut } from './shortcuts/use-shortcut.tsx';
import type { CallControl } from './use-call-control.ts';
import type { Softphone } from './use-softphone.ts';
import type { TransferPicker } from './use-transfer-picker.tsx';
import type { Work } from './view-model.ts';

interface CallControlsProps {
  call: Work<'call'>;
  ready: boolean;
  phone: Softphone;
  control: CallControl;
  picker: TransferPicker;
  hangUp: { busy: boolean; run: () => void };
}

/** What can be done with the call. Every button keeps its place for the whole of it. */
export function CallControls({ call, ready, phone, control, picker, hangUp }: CallControlsProps) {
  const t = useTranslations('workstation-call.controls');
  const { conversation } = call;
  const can = controlsOf(call);
  const held = conversation.heldSince !== null;
  const holding = control.asking?.kind === 'hold' || control.asking?.kind === 'resume';
  const ends = hangUpMeans(conversation) === 'end';
  const toggleHold = () => void control.run({ kind: holdAction(conversation) });
  const toggleMute = () => phone.setMuted(!phone.muted);

  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(8rem,1fr))] gap-2">
      <Control
        shortcut="mute"
        enabled={phone.canMute}
        onPress={toggleMute}
        aria-pressed={phone.muted}
        className={cn(phone.muted && PRESSED)}
      >
        {phone.muted ? <MicOff aria-hidden /> : <Mic aria-hidden />}
        {phone.muted ? t('muted') : t('mute')}
      </Control>
      {can.hold !== 'absent' && (
        <Control
          shortcut="hold"
          enabled={ready && can.hold === 'ready'}
          busy={holding}
          onPress={toggleHold}
          className={cn(held && PRESSED)}
        >
          {held ? <Play aria-hidden /> : <Pause aria-hidden />}
          {held ? t('resume') : t('hold')}
        </Control>
      )}
      {can.transfer !== 'absent' && (
        <Control
          shortcut="transfer"
          enabled={ready && can.transfer === 'ready'}
          busy={picker.loading === 'transfer'}
          onPress={() => picker.open('transfer')}
          onPointerEnter={picker.preload}
          aria-haspopup="dialog"
        >
          <PhoneForwarded aria-hidden />
          {t('transfer')}
        </Control>
      )}
      {can.add !== 'absent' && (
        <Control
          shortcut="add"
          enabled={ready && can.add === 'ready'}
          busy={picker.loading === 'add'}
          onPress={() => picker.open('add')}
          onPointerEnter={picker.preload}
          aria-haspopup="dialog"
        >
          <UserPlus aria-hidden />
          {t('add')}
        </Control>
      )}
      <Control
        shortcut="hang-up"
        variant="danger"
        enabled={ready}
        busy={hangUp.busy}
        onPress={hangUp.run}
        className="max-sm:odd:col-span-2"
      >
        <PhoneOff aria-hidden />
        {ends ? t('hang-up') : t('leave')}
      </Control>
    </div>
  );
}

const PRESSED = 'border-not-ready bg-not-ready-soft text-not-ready hover:bg-not-ready-soft';

interface ControlProps extends Omit<ButtonProps, 'onClick' | 'disabled'> {
  shortcut: ShortcutId;
  enabled: boolean;
  onPress: () => void;
  children: ReactNode;
}

/** A button and its shortcut, which do the same at the same times. */
function Control({ shortcut, enabled, onPress, busy = false, className, ...rest }: ControlProps) {
  useShortcut(shortcut, onPress, enabled && !busy);
  const keys = useKeysOf(shortcut);
  return (
    <Button
      size="lg"
      disabled={!enabled}
      busy={busy}
      onClick={onPress}
      title={keys.label ?? undefined}
      {...keys.aria}
      className={cn('px-3', className)}
      {...rest}
    />
  );
}
