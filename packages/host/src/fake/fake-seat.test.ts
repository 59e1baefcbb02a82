import { describeSeat } from '../contract/seat-contract.ts';
import { FakeSeat } from './fake-seat.ts';

describeSeat(() => {
  const seat = new FakeSeat();
  return {
    seat,
    setSignedIn: (isSignedIn) => (seat.isSignedIn = isSignedIn),
    setLocked: (isLocked) => (seat.locked = isLocked),
    setRefusing: () => (seat.refuses = true),
    done: () => seat.asked,
    account: { userName: 'ana', password: 'right' },
  };
});
