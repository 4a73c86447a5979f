// Keeps the parts of a staff page fresh that say so (data-live): looks every 15 seconds, never moves the focus, leaves alone what
// somebody is in or has opened, and announces nothing but alerts. Without it "Load again" does the same.
(() => {
  'use strict';
  const place = document.querySelector('[data-fresh]');
  if (!place) return;

  const every = 15000;
  const alert = document.getElementById('alert');
  let said = alert.dataset.alert || '';
  let paused = false;

  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'second mini';
  const name = () => { button.textContent = paused ? 'Go on updating' : 'Pause updates'; };
  button.addEventListener('click', () => { paused = !paused; name(); });
  name();
  place.append(' ', button);

  const isOpen = form => !form.closest('details:not([open])');
  const isBusy = part => part.contains(document.activeElement) || part.querySelector('details[open]') || [...part.querySelectorAll('form.panel')].some(isOpen);

  const replace = page => {
    for (const part of document.querySelectorAll('[data-live]')) {
      const fresh = page.getElementById(part.id);
      if (fresh && !isBusy(part) && fresh.outerHTML !== part.outerHTML) part.replaceWith(document.adoptNode(fresh));
    }
    const stamp = page.querySelector('[data-fresh] span');
    if (stamp) place.querySelector('span').textContent = stamp.textContent;
    const now = page.getElementById('alert')?.dataset.alert || '';
    if (now !== said) {
      said = now;
      alert.textContent = now;
    }
  };

  const look = async () => {
    if (!paused && !document.hidden) {
      try {
        const answer = await fetch(location.href, { headers: { Accept: 'text/html' }, redirect: 'error', cache: 'no-store' });
        if (!answer.ok) throw new Error(answer.status);
        replace(new DOMParser().parseFromString(await answer.text(), 'text/html'));
      } catch {
        place.querySelector('span').textContent = 'Not up to date: we could not look again.';
      }
    }
    setTimeout(look, every);
  };
  setTimeout(look, every);
})();
