Attribute VB_Name = "RibbonXlaudit"
Option Explicit

' The ribbon tab of xlaudit: which buttons are enabled, and what a click runs.
' ASCII only: module text is stored in the code page of the project. Chinese stands in customUI14.xml
' and in the add-in's own sheet.
' What Python is given to run is made of constants and of a button id that has been checked; nothing
' from a workbook, a sheet or a folder's name ever becomes code.

Private Const SETTINGS_SHEET As String = "xlaudit.conf"
Private Const FOLDER_CELL As String = "D1"
Private Const FAILURE_TEXT_CELL As String = "F1"
Private Const FOLDER_TITLE_CELL As String = "F2"
Private Const FUNCTION_COLUMN As Long = 8
Private Const FOLDER_PICKER As Long = 4

' Lost when VBA is reset, so it is tested each time.
Private loadedRibbon As IRibbonUI
Private isBusy As Boolean
' What was clicked and has not been run yet: RunPython runs this and nothing else.
Private clickedCommand As String

Public Sub RibbonLoaded(ribbon As IRibbonUI)
    Set loadedRibbon = ribbon
End Sub

Public Sub ButtonEnabled(control As IRibbonControl, ByRef returnedVal)
    returnedVal = False
    If Not isBusy Then returnedVal = IsAllowed(control.ID)
End Sub

Public Sub ButtonClicked(control As IRibbonControl)
    If isBusy Then Exit Sub
    If Not IsAllowed(control.ID) Then
        RefreshRibbon
        Exit Sub
    End If
    If control.ID = "consolidate" Then
        If Not IsFolderChosen() Then Exit Sub
    End If
    RunAction control.ID, control.Tag
End Sub

Public Sub RefreshRibbon()
    If Not loadedRibbon Is Nothing Then loadedRibbon.Invalidate
End Sub

Private Sub RunAction(ByVal buttonId As String, ByVal progress As String)
    Dim command As String
    Dim reason As String
    On Error GoTo Failed
    isBusy = True
    RefreshRibbon
    Application.StatusBar = progress
    command = PythonCommand(buttonId)
    clickedCommand = command
    RunPython command
Finished:
    isBusy = False
    clickedCommand = ""
    ' What an action says there at its end, such as which finding this is, stays to be read.
    If CStr(Application.StatusBar) = progress Then Application.StatusBar = False
    RefreshRibbon
    Exit Sub
Failed:
    reason = Err.Description
    MsgBox OwnText(FAILURE_TEXT_CELL) & vbCrLf & vbCrLf & reason, vbExclamation, "xlaudit"
    Resume Finished
End Sub

Public Function IsClicked(ByVal command As String) As Boolean
    ' True once a click. Any formula of any open workbook can call RunPython.
    If Len(clickedCommand) = 0 Or command <> clickedCommand Then Exit Function
    clickedCommand = ""
    IsClicked = True
End Function

Private Function PythonCommand(ByVal buttonId As String) As String
    Dim arguments As String
    If Not IsKnown(buttonId) Then Err.Raise 5
    If IsSchemeButton(buttonId) Then
        arguments = "'new', '" & Mid$(buttonId, 5) & "'"
    Else
        arguments = "'" & buttonId & "'"
    End If
    PythonCommand = "import xlaudit.addin.ribbon; xlaudit.addin.ribbon.dispatch(" & arguments & ")"
End Function

Private Function IsAllowed(ByVal buttonId As String) As Boolean
    Select Case buttonId
        Case "score", "check"
            IsAllowed = Not ActiveWorkbook Is Nothing
        Case "restore", "previous_finding", "next_finding", "decide"
            IsAllowed = HasResults()
        Case Else
            IsAllowed = IsKnown(buttonId)
    End Select
End Function

Private Function IsKnown(ByVal buttonId As String) As Boolean
    Select Case buttonId
        Case "score", "check", "restore", "previous_finding", "next_finding", "decide", _
             "consolidate", "rules", "schemes", "about"
            IsKnown = True
        Case Else
            IsKnown = IsSchemeButton(buttonId)
    End Select
End Function

Private Function IsSchemeButton(ByVal buttonId As String) As Boolean
    ' "new." and the id of a scheme: small letters, digits and hyphens.
    Dim position As Long
    Dim letter As String
    If Left$(buttonId, 4) <> "new." Or Len(buttonId) = 4 Then Exit Function
    For position = 5 To Len(buttonId)
        letter = Mid$(buttonId, position, 1)
        If InStr(1, "abcdefghijklmnopqrstuvwxyz0123456789-", letter, vbBinaryCompare) = 0 Then Exit Function
    Next position
    IsSchemeButton = True
End Function

Private Function HasResults() As Boolean
    ' The sheet that a check leaves behind; its name is spelt in code points.
    Dim wanted As String
    Dim sheet As Object
    If ActiveWorkbook Is Nothing Then Exit Function
    wanted = ChrW(&H6838) & ChrW(&H5BF9) & ChrW(&H7ED3) & ChrW(&H679C)
    For Each sheet In ActiveWorkbook.Worksheets
        If Left$(sheet.Name, 4) = wanted Then
            HasResults = True
            Exit Function
        End If
    Next sheet
End Function

Private Function IsFolderChosen() As Boolean
    ' The folder goes to Python as the text of a cell of the add-in, never as code.
    Dim dialog As Object
    Dim target As Object
    Set dialog = Application.FileDialog(FOLDER_PICKER)
    dialog.Title = OwnText(FOLDER_TITLE_CELL)
    dialog.AllowMultiSelect = False
    If dialog.Show <> -1 Then Exit Function
    Set target = ThisWorkbook.Worksheets(SETTINGS_SHEET).Range(FOLDER_CELL)
    target.NumberFormat = "@"
    target.Value = dialog.SelectedItems(1)
    ThisWorkbook.Saved = True
    IsFolderChosen = True
End Function

Public Sub DescribeFunctions()
    ' What the function wizard shows; the wizard does without where Excel refuses.
    Dim settings As Object
    Dim row As Long
    Dim column As Long
    Dim described() As String
    On Error Resume Next
    Set settings = ThisWorkbook.Worksheets(SETTINGS_SHEET)
    row = 1
    Do While Len(settings.Cells(row, FUNCTION_COLUMN).Value) > 0
        column = FUNCTION_COLUMN + 2
        Do While Len(settings.Cells(row, column).Value) > 0
            ReDim Preserve described(0 To column - FUNCTION_COLUMN - 2)
            described(column - FUNCTION_COLUMN - 2) = settings.Cells(row, column).Value
            column = column + 1
        Loop
        Application.MacroOptions Macro:="'" & ThisWorkbook.Name & "'!" & settings.Cells(row, FUNCTION_COLUMN).Value, _
            Description:=settings.Cells(row, FUNCTION_COLUMN + 1).Value, Category:="xlaudit", _
            ArgumentDescriptions:=described
        row = row + 1
    Loop
    ThisWorkbook.Saved = True
End Sub

Private Function OwnText(ByVal address As String) As String
    OwnText = ThisWorkbook.Worksheets(SETTINGS_SHEET).Range(address).Value
End Function
