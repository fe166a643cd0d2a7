
'use strict';
(() => {
  const document_ = document.documentElement;

  function timeText(ns) {
    const digits = (value) => value < 9.995 ? value.toFixed(2) : value < 99.95 ? value.toFixed(1) : value.toFixed(0);
    if (ns < 1e3) { return ns.toFixed(0) + ' ns'; }
    if (ns < 999.5e3) { return digits(ns / 1e3) + ' µs'; }
    return ns < 999.5e6 ? digits(ns / 1e6) + ' ms' : digits(ns / 1e9) + ' s';
  }

  function axisOf(text) {
    const [kind, begin, end] = text.split(' ');
    const at = (place) => Number(begin) + place * (end - begin);
    return {
      kind,
      value: (place) => kind === 'log' ? Math.pow(10, at(place)) : at(place),
      text: (place) => {
        if (kind === 'linear') { return at(place).toFixed(2) + ' s'; }
        if (kind === 'log') { return Math.round(Math.pow(10, at(place))).toLocaleString('en') + '/s'; }
        return (100 - 100 * Math.pow(10, -at(place))).toFixed(Math.max(0, Math.ceil(at(place)) - 1)) + ' %';
      }
    };
  }

  function pointsOf(path) {
    const bars = path.classList.contains('bars');
    return path.getAttribute('d').split(/(?=[ML])/).map((step) => {
      const [x, y] = step.slice(1).split(/[ V]+/);
      const height = bars ? step.split('V')[1] : y;
      return { x: Number(x), y: Number(height), isStart: step[0] === 'M' };
    });
  }

  /* Height of a line at a place, between its two nearest points; undefined where the line has a gap. */
  function heightAt(points, x, isBar) {
    if (isBar) {
      return points.reduce((best, each) => Math.abs(each.x - x) < Math.abs(best.x - x) ? each : best).y;
    }
    for (let i = 1; i < points.length; i++) {
      const [from, to] = [points[i - 1], points[i]];
      if (!to.isStart && from.x <= x && x <= to.x) {
        return to.x === from.x ? to.y : from.y + (to.y - from.y) * (x - from.x) / (to.x - from.x);
      }
    }
    return undefined;
  }

  function watch(plot) {
    const figure = plot.closest('figure');
    const [xAxis, yAxis] = [axisOf(plot.dataset.x), axisOf(plot.dataset.y)];
    const lines = [...plot.querySelectorAll('path[data-key]')].map((path) => ({
      path, points: pointsOf(path), isBar: path.classList.contains('bars')
    }));
    const cross = document.createElementNS('http://www.w3.org/2000/svg', 'line');
    cross.setAttribute('class', 'cross hidden');
    cross.setAttribute('y1', '0');
    cross.setAttribute('y2', '100%');
    plot.append(cross);
    const tip = document.createElement('div');
    tip.className = 'tip hidden';
    figure.append(tip);

    function show(event) {
      const box = plot.getBoundingClientRect();
      const place = Math.min(1, Math.max(0, (event.clientX - box.left) / box.width));
      const rows = lines
        .filter((line) => !line.path.classList.contains('hidden'))
        .map((line) => ({ line, y: heightAt(line.points, place * 1000, line.isBar) }))
        .filter((row) => row.y !== undefined)
        .sort((one, other) => one.y - other.y);
      const head = document.createElement('b');
      head.textContent = xAxis.text(place);
      tip.replaceChildren(head, ...rows.map((row) => {
        const entry = document.createElement('div');
        const sign = document.createElement('i');
        sign.style.color = getComputedStyle(row.line.path).color;
        entry.append(sign, row.line.path.dataset.label + ' ' + timeText(yAxis.value(1 - row.y / 1000)));
        return entry;
      }));
      cross.setAttribute('x1', 100 * place + '%');
      cross.setAttribute('x2', 100 * place + '%');
      cross.classList.remove('hidden');
      tip.classList.remove('hidden');
      const frame = figure.getBoundingClientRect();
      const wanted = event.clientX - frame.left + (place < 0.5 ? 14 : -14 - tip.offsetWidth);
      tip.style.left = Math.max(0, Math.min(wanted, frame.width - tip.offsetWidth)) + 'px';
      tip.style.top = box.top - frame.top + 8 + 'px';
    }

    function hide() {
      cross.classList.add('hidden');
      tip.classList.add('hidden');
    }

    plot.addEventListener('pointermove', show);
    plot.addEventListener('pointerdown', show);
    plot.addEventListener('pointerleave', hide);
  }

  document.querySelectorAll('svg.plot').forEach(watch);
  document.querySelectorAll('[data-toggle]').forEach((button) => button.addEventListener('click', () => {
    const isShown = button.getAttribute('aria-pressed') === 'false';
    button.setAttribute('aria-pressed', String(isShown));
    button.closest('section').querySelectorAll('[data-key="' + CSS.escape(button.dataset.toggle) + '"]')
      .forEach((mark) => mark.classList.toggle('hidden', !isShown));
  }));
  addEventListener('beforeprint', () => document.querySelectorAll('details').forEach((each) => { each.open = true; }));
  document_.classList.add('scripted');
})();
