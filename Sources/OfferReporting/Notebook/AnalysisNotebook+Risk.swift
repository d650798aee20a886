extension AnalysisNotebook {
    static let tails: [Notebook.Cell] = [
        .markdown(
            "tails-text",
            """
            ## What it may cost

            VaR and CVaR of every budget from single outcomes. VaR is the outcome that a share of them does not exceed; CVaR is the mean of
            the outcomes beyond.
            """),
        .code(
            "tails",
            #"""
            def value_at_risk(outcomes, level):
                """The ceil(level n)-th smallest of n outcomes."""
                rank = math.ceil(level * len(outcomes) - 1e-9)
                return float(np.sort(outcomes)[max(rank, 1) - 1])


            def conditional_value_at_risk(outcomes, level):
                """Mean of the worst share 1 - level of the outcomes; the last of them counts in part."""
                worst = np.sort(outcomes)[::-1]
                weights = np.clip((1 - level) * len(worst) - np.arange(len(worst)), 0, 1)
                return float(weights @ worst / weights.sum())


            def is_beyond(outcomes, limit):
                """What is above by rounding alone breaks nothing."""
                return outcomes > limit + 1e-9 * max(1.0, abs(limit))


            def check_tails(source, outcomes, stated):
                """Each budget's tail, computed from the outcomes and set against what the run says of it."""
                rows = []
                for budget in stated:
                    use = outcomes[budget["name"]].to_numpy()
                    computed = {
                        "mean": use.mean(), "breach_probability": is_beyond(use, budget["limit"]).mean(),
                        "var95": value_at_risk(use, 0.95), "cvar95": conditional_value_at_risk(use, 0.95),
                        "reserve95": max(0.0, value_at_risk(use, 0.95) - budget["expected"]),
                        "reserve99": max(0.0, value_at_risk(use, 0.99) - budget["expected"]),
                    }
                    for figure, amount in computed.items():
                        agree(f"{source}, {budget['name']}, {figure}", amount, budget[figure], scale=np.abs(use).max())
                    rows.append({"budget": budget["name"], "limit": budget["limit"], "expected": budget["expected"]} | computed)
                return pd.DataFrame(rows, columns=["budget", "limit", "expected", "mean", "breach_probability", "var95", "cvar95",
                                                   "reserve95", "reserve99"]).set_index("budget")


            def draw_tails(outcomes, table):
                """How often each budget is used how far, with its limit."""
                table = table.head(12)
                columns = min(3, len(table))
                rows = math.ceil(len(table) / columns)
                figure, axes = plt.subplots(rows, columns, figsize=(9.5, 2.5 * rows), squeeze=False)
                for axis, (name, budget) in zip(axes.flat, table.iterrows()):
                    use = outcomes[name]
                    least = 1e-6 * max(1.0, np.abs(use).max(), abs(budget["limit"]))
                    width = max(use.max() - use.min(), least) / 40
                    first, last = (np.floor((edge - budget["limit"]) / width) for edge in (use.min(), use.max()))
                    _, edges, bars = axis.hist(use, bins=budget["limit"] + width * np.arange(first, last + 2), color=SOFT)
                    for edge, bar in zip(edges, bars):
                        if edge > budget["limit"] - width / 2:
                            bar.set_color("#e6a8a6")
                    axis.axvline(budget["limit"], color=WARM, label="limit")
                    axis.axvline(budget["var95"], color=INK, linestyle="--", label="VaR 95 %")
                    axis.axvline(budget["cvar95"], color=INK, linestyle=":", label="CVaR 95 %")
                    axis.set_title(f"{name}: broken in {budget['breach_probability']:.1%}")
                    axis.set_yticks([])
                    axis.spines["left"].set_visible(False)
                    in_units(axis.xaxis, use)
                for axis in axes.flat[len(table):]:
                    axis.set_axis_off()
                handles, labels = axes.flat[0].get_legend_handles_labels()
                figure.legend(handles, labels, loc="outside upper right", ncols=3, frameon=False)
                plt.show()
            """#),
    ]

    static let simulation: [Notebook.Cell] = [
        .markdown("simulation-text", "### Simulated, customer by customer: chance alone, with inputs as they are"),
        .code(
            "simulation",
            #"""
            replications = tables["simulation-replications"]
            assert len(replications) == figures["simulation"]["replications"], "replications are missing"
            for row in tables["simulation"].itertuples():
                outcomes = replications[row.quantity]
                agree(f"simulation, mean of {row.quantity}", outcomes.mean(), row.mean, scale=outcomes.abs().max())
                agree(f"simulation, 95 % of {row.quantity}", value_at_risk(outcomes, 0.95), row.p95)
            simulated = check_tails("simulation", replications, figures["simulation"]["budgets"])
            formatted(simulated, breach_probability="{:.1%}")
            """#),
    ]

    static let draws: [Notebook.Cell] = [
        .markdown("draws-text", "### Drawn: inputs that may be wrong, expected figures for each draw"),
        .code(
            "draws",
            #"""
            draws = tables["draws-outcomes"]
            assert len(draws) == figures["draws"]["count"], "draws are missing"
            for row in tables["draws"].itertuples():
                outcomes = draws[row.quantity]
                agree(f"draws, mean of {row.quantity}", outcomes.mean(), row.mean, scale=outcomes.abs().max())
                agree(f"draws, 95 % of {row.quantity}", value_at_risk(outcomes, 0.95), row.p95)
            for tail in figures["draws"]["tail_budgets"]:
                agree(f"draws, {tail['name']}", conditional_value_at_risk(draws.cost, tail["level"]), tail["cvar"])
            drawn = check_tails("draws", draws, figures["draws"]["budgets"])
            broken = [is_beyond(draws[name], limit) for name, limit in drawn.limit.items()]
            any_broken = float(np.any(broken, axis=0).mean())
            agree("draws, probability that any budget breaks", any_broken, figures["draws"]["any_breach_probability"])
            print(f"{len(draws):,} draws; in {any_broken:.1%} of them some budget breaks")
            formatted(drawn, breach_probability="{:.1%}")
            """#),
        .code(
            "draws-chart",
            #"""
            if len(drawn):
                draw_tails(draws, drawn)
            """#),
    ]

    static let months: [Notebook.Cell] = [
        .markdown("months-text", "## Month by month\n\nPoints as they are simulated: means over the replications."),
        .code(
            "months",
            #"""
            months = tables["simulation-months"].set_index("month")
            before = months.outstanding.shift(fill_value=0.0) + months.accrued - months.redeemed - months.expired
            agree_all("points outstanding", before, months.outstanding, scale=months.outstanding.max())

            figure, axes = plt.subplots()
            axes.bar(months.index - 0.2, months.accrued, width=0.38, color=INK, label="accrued")
            axes.bar(months.index + 0.2, months.redeemed, width=0.38, color=SOFT, label="redeemed")
            axes.bar(months.index + 0.2, months.expired, width=0.38, bottom=months.redeemed, color="#d9d9d9", label="expired")
            axes.plot(months.index, months.outstanding, color=WARM, marker="o", markersize=3, label="outstanding")
            axes.set_xlabel("month of the plan")
            axes.xaxis.get_major_locator().set_params(integer=True)
            in_units(axes.yaxis, months.outstanding)
            axes.legend(frameon=False, ncols=4, loc="upper right")
            plt.show()
            """#),
    ]

    static let stresses: [Notebook.Cell] = [
        .markdown(
            "stresses-text",
            """
            ## Under stress

            The plan held fixed while its inputs move; `breaking_multiple` is that of the stress at which the first limit breaks, blank
            where none does; `broken` are the limits that break at full force.
            """),
        .code(
            "stresses",
            #"""
            stresses = tables["stresses"].set_index("stress")
            broken = tables["stress-rows"].query("broken").groupby("stress").row.agg(", ".join)
            under = stresses[["cost", "net_value", "breaking_multiple"]].assign(broken=broken.reindex(stresses.index, fill_value=""))
            expected = pd.DataFrame({"cost": totals.cost, "net_value": totals.net_value}, index=["none, as expected"])
            formatted(pd.concat([expected, under]).fillna({"broken": ""}), breaking_multiple="{:.2f}")
            """#),
    ]
}
