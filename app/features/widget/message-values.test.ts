import { describe, expect, test } from 'vitest';
import { LeaveMessage, type MessageKind } from '../../../server/protocol/messages.ts';
import { checkMessage, type MessageValues, messageOf } from './message-values.ts';

const filled: MessageValues = { name: 'Maria', email: 'maria@example.pt', phone: '', text: 'Where is my order?' };
const key = { callId: 'c1', secret: 'a-secret-of-16-letters' };

describe('a message', () => {
  test.each<[string, MessageKind, Partial<MessageValues>, (keyof MessageValues)[]]>([
    ['filled in', 'message', {}, []],
    ['without words', 'message', { text: ' ' }, ['text']],
    ['without a name', 'message', { name: '' }, ['name']],
    ['with half an address', 'message', { email: 'maria@' }, ['email']],
    ['without any address', 'message', { email: '' }, []],
    ['to be called back by e-mail', 'callback', { text: '' }, []],
    ['to be called back by phone', 'callback', { email: '', phone: '+351 (21) 123-456 ext. 7', text: 'after 5' }, []],
    ['to be called back nowhere', 'callback', { email: '', phone: ' ' }, ['phone']],
    ['with a phone number that is none', 'callback', { phone: 'at work' }, ['phone']],
  ])('%s', (_, kind, change, wrong) => {
    const values = { ...filled, ...change };
    expect(Object.keys(checkMessage(kind, values))).toEqual(wrong);
    // The server's schema thinks the same of it.
    const parsed = LeaveMessage.safeParse(messageOf(kind, key, values));
    expect(parsed.success ? [] : parsed.error.issues.map((issue) => issue.path[0])).toEqual(wrong);
  });

  test('that is no callback carries no phone number', () => {
    expect(messageOf('message', key, { ...filled, phone: '12345' }).phone).toBe('');
  });
});
