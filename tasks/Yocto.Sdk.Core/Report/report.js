for (const zoom of document.querySelectorAll("input[type=range]"))
  zoom.addEventListener("input", () => document.getElementById(zoom.dataset.of).style.setProperty("--zoom", zoom.value));
for (const filter of document.querySelectorAll("input[type=search]"))
  filter.addEventListener("input", () => {
    const words = filter.value.toLowerCase().split(/\s+/);
    let count = 0;
    for (const row of document.getElementById(filter.dataset.of).tBodies[0].rows) {
      row.hidden = !words.every(word => row.textContent.toLowerCase().includes(word));
      count += row.hidden ? 0 : 1;
    }
    document.getElementById(filter.dataset.of + "-count").textContent = count + " tasks";
  });
