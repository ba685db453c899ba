// Delivery dates on product pages. Put where the date should stand, with a text for those who run no scripts:
//
//   <div data-nightshift-edd data-shop="acme" data-sku="TEA-1" data-country="DE" data-postcode="10115">2 to 4 days</div>
//   <script src="https://pages.acme.example/edd/nightshift.js" async></script>
//
// Also: data-quantity, data-subdivision, data-kind, data-locale (the page's language if absent), and data-preview, which
// shows dates while the shop is still in shadow. Whoever changes one of these, such as when another variant is chosen, sees
// the date change. Looks are the page's: classes nightshift-date and nightshift-clock.
//
// Plain ES2019. It sets texts and nothing else, so that any content security policy lets it run whose connect-src has the
// door. Comments on lines of their own aren't served.
(() => {
  const script = document.currentScript;
  if (!script) return;
  const door = script.src.split('/nightshift.js')[0];
  const names = ['shop', 'sku', 'quantity', 'country', 'subdivision', 'postcode', 'kind', 'locale'];
  const minute = 6e4;
  const make = (name, kind) => {
    const made = document.createElement(name);
    made.className = 'nightshift-' + kind;
    return made;
  };
  const say = (element, text) => {
    if (element.textContent !== text) element.textContent = text;
  };

  const begin = place => {
    const own = Array.from(place.childNodes);
    // The date is read out when it changes; the clock isn't, or a reader would be told every minute.
    const date = make('span', 'date');
    date.setAttribute('aria-live', 'polite');
    const clock = make('span', 'clock');
    let answer, next, tick, asked = 0;

    const fill = nodes => {
      if (place.firstChild === nodes[0]) return;
      place.textContent = '';
      nodes.forEach(node => place.appendChild(node));
    };

    const count = () => {
      clearTimeout(tick);
      const left = Date.parse(answer.order_by) - Date.now();
      const shown = answer.within && left > 0 && left < 1440 * minute;
      if (!shown) return say(clock, '');
      const all = Math.ceil(left / minute), hours = Math.floor(all / 60);
      const write = n => n.toLocaleString(answer.locale);
      say(clock, answer.within[hours ? 'hours' : 'minutes'].replace('{h}', write(hours)).replace('{m}', write(all % 60)));
      tick = setTimeout(count, left % minute + 50);
    };

    const show = got => {
      answer = got;
      // Again when it no longer holds; when nobody could say, in a minute.
      const holds = Date.parse(got.valid_until) - Date.now() || minute;
      clearTimeout(next);
      next = setTimeout(ask, Math.min(Math.max(holds, minute / 4), 2e9));
      const seen = got.date && (!got.shadow || 'preview' in place.dataset);
      if (!seen) {
        clearTimeout(tick);
        place.removeAttribute('lang');
        place.removeAttribute('dir');
        return fill(own);
      }
      place.lang = got.locale;
      place.dir = got.dir;
      if (date.textContent !== got.sentence) {
        const [before, after] = got.sentence.split(got.text);
        const time = document.createElement('time');
        time.dateTime = got.date;
        time.textContent = got.text;
        date.textContent = before;
        date.append(time, after);
      }
      fill([date, document.createElement('br'), clock]);
      count();
    };

    const ask = () => {
      const mine = ++asked;
      const query = new URLSearchParams();
      names.forEach(name => place.dataset[name] && query.set(name, place.dataset[name]));
      const lang = document.documentElement.lang;
      if (lang && !query.has('locale')) query.set('locale', lang);
      fetch(door + '?' + query, { credentials: 'omit' })
        .then(got => got.json())
        .catch(() => ({}))
        // Of two questions the later one counts, whichever is answered first.
        .then(got => mine === asked && show(got));
    };

    new MutationObserver(ask).observe(place, { attributeFilter: names.map(name => 'data-' + name) });
    ask();
  };

  const all = () => document.querySelectorAll('[data-nightshift-edd]').forEach(begin);
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', all);
  else all();
})();
