extension AnalysisNotebook {
    static let settlement: [Notebook.Cell] = [
        .markdown(
            "settlement-text",
            """
            ## Settlement

            In whole hundredths: net positions sum to zero, what is outstanding rolls forward without a loss, and months add up to the plan.
            """),
        .code(
            "settlement",
            #"""
            def hundredths(amounts):
                return (100 * amounts).round().astype("int64")


            net = tables["net"].assign(amount=lambda rows: hundredths(rows.amount))
            sums = net.groupby(["basis", "month"]).amount.sum()
            assert (sums == 0).all(), f"net positions do not sum to zero in {sums[sums != 0].index.tolist()}"

            between = tables["settlement"].query("`from` != `to`").assign(amount=lambda rows: hundredths(rows.amount))
            received = between.groupby(["basis", "month", "to"]).amount.sum().rename_axis(index={"to": "asset"})
            paid = between.groupby(["basis", "month", "from"]).amount.sum().rename_axis(index={"from": "asset"})
            positions = net.set_index(["basis", "month", "asset"]).amount
            balance = received.reindex(positions.index, fill_value=0) - paid.reindex(positions.index, fill_value=0)
            wrong = positions.index[positions != balance]
            assert wrong.empty, f"net.parquet: the position of {wrong[0]} is not what it receives less what it pays"

            flows = ["opening", "accrued", "redeemed", "expired", "closing"]
            liability = tables["liability"].set_index(["payer", "month"]).sort_index()[flows].apply(hundredths)
            closing = liability.opening + liability.accrued - liability.redeemed - liability.expired
            wrong = liability.index[closing != liability.closing]
            assert wrong.empty, f"liability.parquet: {wrong[0]} does not close"
            before = liability.closing.groupby("payer").shift()
            wrong = liability.index[before.notna() & (before != liability.opening)]
            assert wrong.empty, f"liability.parquet: {wrong[0]} does not open with what the month before closed with"

            profits = tables["pnl"].set_index(["month", "asset"]).apply(hundredths)
            wrong = profits.index[profits.gain - profits.funding - profits.fees != profits.pnl]
            assert wrong.empty, f"pnl.parquet: gain less funding less fees of {wrong[0]} is not its P&L"
            print(f"{len(sums)} months and bases sum to zero, {len(liability)} balances roll forward, {len(profits)} P&Ls add up")
            """#),
    ]

    static let settlementChart = Notebook.Cell.code(
        "settlement-chart",
        #"""
        redeemed = net.query("basis == 'redemption'").pivot(index="month", columns="asset", values="amount") / 100
        redeemed = redeemed.loc[:, (redeemed != 0).any()]
        figure, axes = plt.subplots()
        colours = plt.get_cmap("tab10").colors
        for number, asset in enumerate(redeemed.columns):
            axes.plot(redeemed.index, redeemed[asset].cumsum(), marker="o", markersize=3, color=colours[number % 10], label=asset)
        axes.axhline(0, color="grey", linewidth=0.8)
        axes.set_title("Net position at redemption, all months so far: above zero is received")
        axes.set_xlabel("month of the plan")
        axes.xaxis.get_major_locator().set_params(integer=True)
        in_units(axes.yaxis, redeemed.cumsum().to_numpy())
        axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
        plt.show()
        """#)

    static let frontier: [Notebook.Cell] = [
        .markdown("frontier-text", "## What the first limit is worth\n\nThe optimum for each amount of it; the slope is its shadow price."),
        .code(
            "frontier",
            #"""
            frontier = tables["frontier"]
            assert (frontier.objective.diff().dropna() >= -tolerance * frontier.objective.abs().max()).all(), "more of the limit is worth less"
            name = frontier["row"].iloc[0]
            figure, axes = plt.subplots()
            axes.plot(frontier.limit, frontier.objective, color=INK)
            axes.axvline(limits.limit[name], color=WARM, label=f"limit of the run: {limits.limit[name]:,.0f}")
            in_units(axes.xaxis, frontier.limit, name)
            in_units(axes.yaxis, frontier.objective, run["objective"]["kind"].replace("_", " "))
            axes.legend(frameon=False, loc="lower right")
            plt.show()
            """#),
    ]

    static let whatIf: [Notebook.Cell] = [
        .markdown(
            "what-if-text",
            """
            ## What if a percent were another?

            One line of the plan, named in the parameters above, at another percent: all else stays, so the budgets may no longer be kept. At
            the recommended percent it must give what the run says.
            """),
        .code(
            "what-if",
            #"""
            chosen = inputs.query("segment == @what_if_segment and bundle == @what_if_bundle and offer == @what_if_offer")
            assert len(chosen) == 1, f"no line of the plan shows {what_if_offer} to {what_if_segment} in bundle {what_if_bundle}"
            line = next(chosen.itertuples())

            at = {percent: {name: line.customers * amount for name, amount in per_customer(line, percent).items()}
                  for percent in (line.percent, float(what_if_percent))}
            for quantity, amount in at[line.percent].items():
                agree(f"what-if at the recommended {line.percent} %, {quantity}", amount, getattr(line, quantity),
                      scale=line.cost + abs(line.value))
            change = pd.DataFrame(at).T.rename_axis("percent")
            change.loc["change"] = change.iloc[-1] - change.iloc[0]
            print(f"{line.offer} for {line.customers:,.0f} customers of {line.segment}, {currency}")
            formatted(change)
            """#),
        .code(
            "what-if-chart",
            #"""
            curve = np.linspace(0, 1.5 * max(line.percent, what_if_percent, 1), 61)
            along = pd.DataFrame([per_customer(line, percent) for percent in curve], index=curve) * line.customers
            figure, axes = plt.subplots()
            for quantity, colour in {"value": SOFT, "cost": WARM, "net_value": INK}.items():
                axes.plot(along.index, along[quantity], color=colour, label=quantity.replace("_", " "))
            axes.plot(line.percent, getattr(line, "net_value"), "o", color=INK, label="recommended")
            axes.plot(what_if_percent, at[float(what_if_percent)]["net_value"], "D", color=INK, markerfacecolor="white", label="what if")
            axes.set_title(f"{line.offer} for {line.segment}")
            axes.set_xlabel("percent")
            in_units(axes.yaxis, along[["value", "cost", "net_value"]].to_numpy())
            axes.legend(frameon=False, loc="center left", bbox_to_anchor=(1, 0.5))
            plt.show()
            """#),
    ]
}
