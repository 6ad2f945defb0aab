// Adds to the paper's select on a new edition: choosing another paper offers that paper's next running number.
const papers = document.querySelector("select[data-next-numbers]");
const number = document.querySelector("input[name=number]");

if (papers && number) {
  const offered = JSON.parse(papers.dataset.nextNumbers);
  papers.addEventListener("change", () => {
    number.value = offered[papers.value] ?? "";
  });
}
